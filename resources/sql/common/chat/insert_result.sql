INSERT INTO results (tenant_id, id, message_id, columns, row_count, sealed_key, block_offsets, inline_block, bytes, created_at)
VALUES (:tenant, :id, :message, :columns, :row_count, :sealed_key, :block_offsets, :inline_block, :bytes, :now)
