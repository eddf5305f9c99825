-- platform: registration makes the organisation that later statements bind
INSERT INTO tenants (id, name, slug, slug_skeleton, time_zone, created_at)
VALUES (:id, :name, :slug,
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(:slug, '0', 'o'), '1', 'l'), 'i', 'l'), '5', 's'),
                                      'rn', 'm'), 'vv', 'w'), 'cl', 'd'),
        :time_zone, :now);
