package com.example.passkeys;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface Credentials extends JpaRepository<Credential, Credential.Key> {
    List<Credential> findByTenantAndUserIdOrderByCreatedAt(String tenant, String userId);

    /** Held until the transaction ends, so that of two sign-ins with the same counter one fails. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<Credential> findByTenantAndDescriptorId(String tenant, byte[] descriptorId);
}
