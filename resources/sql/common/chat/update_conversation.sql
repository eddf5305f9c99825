UPDATE conversations
SET title = COALESCE(:title, title), search_title = COALESCE(:search_title, search_title),
    pinned = COALESCE(:pinned, pinned), archived = COALESCE(:archived, archived)
WHERE tenant_id = :tenant AND id = :id AND user_id = :user
