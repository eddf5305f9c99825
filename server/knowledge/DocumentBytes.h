// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"
#include "core/base/Problem.h"
#include "server/platform/Scope.h"

#include <QByteArray>

#include <vector>

namespace tabletalk {

class PlatformDatabase;
class Vault;

/// The bytes of documents as they are kept: in pieces, compressed and sealed with a key of the document's own, which
/// the vault seals. A piece opens only in its place.
namespace document_bytes {

/// Of all pieces but the last.
inline constexpr qint64 pieceBytes = 512 * 1024;

struct Key
{
    QByteArray plain;
    QByteArray sealed;
};

inline int piecesOf(qint64 size)
{
    return int((size + pieceBytes - 1) / pieceBytes);
}

/// Both may wait for the database: on worker threads, and never inside a transaction.
Key makeKey(Vault &vault, const TenantScope &scope, DocumentId id);
Result<QByteArray> openKey(Vault &vault, const TenantScope &scope, DocumentId id, const QByteArray &sealed);

QByteArray seal(const QByteArray &key, DocumentId id, int piece, QByteArrayView plain);
Result<QByteArray> open(const QByteArray &key, DocumentId id, int piece, const QByteArray &sealed);
std::vector<QByteArray> sealAll(const QByteArray &key, DocumentId id, QByteArrayView plain);

} // namespace document_bytes

/// Reads a document's bytes piece by piece. Blocks.
class DocumentSource
{
public:
    /// database outlives it.
    DocumentSource(PlatformDatabase &database, TenantScope scope, DocumentId id, QByteArray key, qint64 size)
        : m_database(database)
        , m_scope(scope)
        , m_id(id)
        , m_key(std::move(key))
        , m_size(size)
    {}

    qint64 size() const { return m_size; }
    /// Empty at the end. Throws NotFound when the document was deleted meanwhile.
    QByteArray next();

private:
    PlatformDatabase &m_database;
    TenantScope m_scope;
    DocumentId m_id;
    QByteArray m_key;
    qint64 m_size = 0;
    qint64 m_read = 0;
};

} // namespace tabletalk
