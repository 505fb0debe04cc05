/** The starter as applications use it: over HTTP, with real databases. */
package com.example.shop;
