INSERT INTO audit (tenant_id, id, at, user_id, api_key_id, action, target, outcome, address, client, sql_text)
VALUES (:tenant, :id, :at, :user, :api_key, :action, :target, :outcome, :address, :client, :sql)
