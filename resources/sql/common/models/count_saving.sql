INSERT INTO model_savings (tenant_id, month, questions) VALUES (:tenant, :month, 1)
ON CONFLICT (tenant_id, month) DO UPDATE SET questions = model_savings.questions + 1;
