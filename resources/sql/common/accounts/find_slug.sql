-- platform: short names are unique among all organisations, and none may look like another
SELECT id, slug
FROM tenants
WHERE slug = :slug
   OR slug_skeleton = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(:slug, '0', 'o'), '1', 'l'), 'i', 'l'), '5', 's'),
                                      'rn', 'm'), 'vv', 'w'), 'cl', 'd')
ORDER BY CASE WHEN slug = :slug THEN 0 ELSE 1 END
LIMIT 1;
