/** A multi-tenant passkey service, and backup and restore of its tenants by Decant's starter. */
package com.example.passkeys;
