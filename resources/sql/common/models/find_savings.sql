SELECT questions FROM model_savings WHERE tenant_id = :tenant AND month = :month;
