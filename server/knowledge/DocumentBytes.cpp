// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/DocumentBytes.h"

#include "core/crypto/AesGcm.h"
#include "core/crypto/RandomToken.h"
#include "server/knowledge/DocumentStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace document_bytes {

namespace {

QByteArray placeOfKey(DocumentId id)
{
    return "knowledge/" + id.toString().toLatin1() + "/key";
}

QByteArray placeOfPiece(DocumentId id, int piece)
{
    return id.toString().toLatin1() + ':' + QByteArray::number(piece);
}

} // namespace

Key makeKey(Vault &vault, const TenantScope &scope, DocumentId id)
{
    Key key;
    key.plain = crypto::randomBytes(crypto::aesKeyBytes);
    key.sealed = vault.seal(scope, placeOfKey(id), key.plain);
    return key;
}

Result<QByteArray> openKey(Vault &vault, const TenantScope &scope, DocumentId id, const QByteArray &sealed)
{
    return vault.open(scope, placeOfKey(id), sealed);
}

QByteArray seal(const QByteArray &key, DocumentId id, int piece, QByteArrayView plain)
{
    constexpr int fast = 1;
    const QByteArray packed =
        qCompress(reinterpret_cast<const uchar *>(plain.data()), plain.size(), fast); // NOLINT(*reinterpret-cast)
    return crypto::seal(key, placeOfPiece(id, piece), packed);
}

Result<QByteArray> open(const QByteArray &key, DocumentId id, int piece, const QByteArray &sealed)
{
    auto packed = crypto::open(key, placeOfPiece(id, piece), sealed);
    if (!packed)
        return packed;
    return qUncompress(*packed);
}

std::vector<QByteArray> sealAll(const QByteArray &key, DocumentId id, QByteArrayView plain)
{
    std::vector<QByteArray> pieces;
    for (qsizetype at = 0; at < plain.size(); at += pieceBytes)
        pieces.push_back(
            seal(key, id, int(pieces.size()), plain.sliced(at, std::min(plain.size() - at, qsizetype(pieceBytes)))));
    return pieces;
}

} // namespace document_bytes

QByteArray DocumentSource::next()
{
    if (m_read >= m_size)
        return {};
    const int piece = int(m_read / document_bytes::pieceBytes);
    const auto sealed = m_database.readNow(
        m_scope, [&](Transaction &transaction) { return DocumentStore(transaction, m_scope).findPiece(m_id, piece); });
    if (!sealed)
        throw Problem::of(ProblemCode::NotFound,
                          QCoreApplication::translate("Documents", "The bytes of the document are not there."),
                          QCoreApplication::translate("Documents", "Add the document again."));
    QByteArray plain = orThrow(document_bytes::open(m_key, m_id, piece, *sealed));
    if (plain.isEmpty())
        throw Problem::of(ProblemCode::Internal);
    m_read += plain.size();
    return plain;
}

} // namespace tabletalk
