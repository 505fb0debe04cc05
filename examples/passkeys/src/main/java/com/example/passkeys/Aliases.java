package com.example.passkeys;

import org.springframework.data.jpa.repository.JpaRepository;

interface Aliases extends JpaRepository<Alias, Alias.Key> {}
