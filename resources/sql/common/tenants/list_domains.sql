-- platform: the server answers to the confirmed names of all organisations
SELECT custom_domain, slug FROM tenants WHERE custom_domain IS NOT NULL AND domain_confirmed = 1;
