-- platform: documents are counted over all organisations
INSERT INTO documents (series, number, issued_at, currency, net, tax, gross)
VALUES (:series, :number, :now, :currency, :net, :tax, :gross);
