-- To find to which answer, and so to which workspace, a stream belongs.
CREATE INDEX messages_by_stream ON messages (tenant_id, stream_id);
CREATE INDEX connections_by_stream ON connections (tenant_id, stream_id);
