SELECT COUNT(*) AS schedules FROM schedules WHERE tenant_id = :tenant AND (:owner = '' OR owner_id = :owner)
