package io.decant.server;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The API as OpenAPI describes it, for programs. It is written by hand; tests hold every answer to it. */
@Controller
final class ApiDocument {
    static final String FILE = "openapi.json";

    @GetMapping("/" + FILE)
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource(FILE, ApiDocument.class));
    }
}
