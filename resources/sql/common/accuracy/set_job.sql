UPDATE accuracy_runs SET job_id = :job WHERE tenant_id = :tenant AND id = :id
