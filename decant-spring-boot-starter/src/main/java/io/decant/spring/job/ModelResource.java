package io.decant.spring.job;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Reads the tenant model from where the settings say it is. */
final class ModelResource {
    private ModelResource() {}

    /** @param place a file, or a URL such as {@code classpath:decant.yaml} */
    static TenantModel read(String place, ResourceLoader loader) {
        Resource resource = place.contains(":") ? loader.getResource(place) : new FileSystemResource(place);
        try {
            return ModelReader.read(resource.getContentAsString(StandardCharsets.UTF_8), place);
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.MODEL_INVALID,
                    "cannot read the tenant model at " + place
                            + ". Set decant.model to where it is; decant init drafts one",
                    e);
        }
    }
}
