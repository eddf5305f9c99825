INSERT INTO audit (tenant_id, id, at, user_id, api_key_id, action, target, outcome, rule_text, address, client,
                   sql_text, seq, hash, operator_email)
VALUES (:tenant, :id, :at, :user, :api_key, :action, :target, :outcome, :rule, :address, :client, :sql, :seq, :hash,
        :operator);
