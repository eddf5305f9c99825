UPDATE memberships
SET role = :role, allowed = :allowed, denied = :denied, department = :department, job_title = :job_title
WHERE tenant_id = :tenant AND user_id = :user
