-- platform: the plans are those of all organisations
SELECT definition FROM plans ORDER BY position, id;
