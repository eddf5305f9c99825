-- Conversations that go on from the middle of another. Their first messages are copies, whose
-- rows stay with the original until that is deleted.
ALTER TABLE conversations ADD COLUMN branch_of TEXT;
ALTER TABLE messages ADD COLUMN result_id TEXT;
CREATE INDEX messages_by_result ON messages (tenant_id, result_id);
