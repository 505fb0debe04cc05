package com.example.shop;

import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.TenantResolver;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A host application: its own database, and its own idea of who asks, which here is a header without any secret. */
@SpringBootApplication
class ShopApplication {

    @Bean
    TenantResolver tenantOfRequest() {
        return request -> {
            String shop = request.getHeader("Shop");
            return shop == null ? null : new Caller(TenantKey.of(shop), "test", Set.of(Scope.values()), false);
        };
    }
}
