INSERT INTO knowledge_documents (tenant_id, id, workspace_id, parent_id, user_id, visibility, kind, name, media_type, source_url, options, language,
                                 size, content_hash, state, progress, active, pages, passages, generation, search_text, sealed_key, stored_bytes,
                                 received, attempts, due_at, took_ms, created_at, updated_at)
VALUES (:tenant, :id, :workspace, :parent, :user, :visibility, :kind, :name, :media_type, :source_url, :options, :language,
        :size, :hash, :state, 0, 1, 0, 0, 0, :search_text, :sealed_key, :stored_bytes,
        0, 0, :now, 0, :now, :now)
