package com.example.passkeys;

import org.springframework.data.jpa.repository.JpaRepository;

interface TokenKeys extends JpaRepository<TokenKey, TokenKey.Key> {}
