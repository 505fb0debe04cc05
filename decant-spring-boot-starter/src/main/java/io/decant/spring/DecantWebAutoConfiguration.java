package io.decant.spring;

import io.decant.spring.job.JobService;
import io.decant.spring.web.ApiConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;

/** The HTTP API, where there is somebody who says who asks. */
@AutoConfiguration(after = DecantAutoConfiguration.class)
@ConditionalOnBean({TenantResolver.class, JobService.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(ApiConfiguration.class)
public class DecantWebAutoConfiguration {}
