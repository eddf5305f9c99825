-- platform: the plans are those of all organisations
SELECT definition FROM plans WHERE id = :id;
