-- platform: registration makes the organisation that later statements bind
INSERT INTO tenants (id, name, slug, time_zone, created_at)
VALUES (:id, :name, :slug, :time_zone, :now);
