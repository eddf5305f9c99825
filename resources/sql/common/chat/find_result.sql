SELECT r.id, r.columns, r.row_count, r.sealed_key, r.block_offsets, r.inline_block, m.answer
FROM results r
JOIN messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
WHERE r.tenant_id = :tenant AND r.id = :id AND m.user_id = :user
