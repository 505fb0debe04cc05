package com.example.passkeys;

import org.springframework.data.jpa.repository.JpaRepository;

interface ApiKeys extends JpaRepository<ApiKey, ApiKey.Key> {}
