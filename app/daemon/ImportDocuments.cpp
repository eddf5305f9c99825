// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/ImportDocuments.h"

#include "app/rest/RestClient.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QThread>

#include <functional>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

constexpr int mostWaits = 60;

/// A server that asks to come back later is asked later.
template <class T>
Result<T> patiently(const std::function<Result<T>()> &call)
{
    Result<T> answer = call();
    for (int waits = 0; !answer && waits < mostWaits; ++waits) {
        if (answer.error().code != ProblemCode::RateLimited && answer.error().code != ProblemCode::Busy)
            break;
        QThread::sleep(static_cast<unsigned long>(qBound(1, answer.error().retryAfterSeconds.value_or(1), 30)));
        answer = call();
    }
    return answer;
}

QString hashOf(QFile &file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool read = hash.addData(&file) && file.seek(0);
    return read ? QString::fromLatin1(hash.result().toHex()) : QString();
}

class Uploader
{
public:
    Uploader(app::RestClient &client, const QString &workspace)
        : m_client(client)
        , m_uploads(u"workspaces/"_s + workspace + u"/documents/uploads")
    {}

    Result<void> upload(const ImportedDocument &document)
    {
        QFile file(document.path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ProblemCode::NotFound, u"it cannot be read"_s);
        const QJsonObject begin{{u"name"_s, document.name},
                                {u"size"_s, file.size()},
                                {u"hash"_s, hashOf(file)},
                                {u"visibility"_s, u"private"_s}};
        const auto begun = patiently<QJsonObject>([&] { return m_client.post(m_uploads, begin); });
        if (!begun)
            return std::unexpected(begun.error());
        const QString path = m_uploads + u'/' + (*begun)[u"id"].toString();
        if (auto sent = sendPieces(file, path, (*begun)[u"pieceSize"].toInteger()); !sent)
            return sent;
        const auto ended = patiently<QJsonObject>([&] { return m_client.post(path + u"/finish", {}); });
        return ended ? Result<void>() : std::unexpected(ended.error());
    }

private:
    Result<void> sendPieces(QFile &file, const QString &path, qint64 pieceSize)
    {
        for (qint64 offset = 0; offset < file.size();) {
            const QByteArray piece = file.read(pieceSize);
            if (piece.isEmpty())
                return failure(ProblemCode::NotFound, u"it became shorter while it was read"_s);
            const QJsonObject body{{u"offset"_s, offset}, {u"data"_s, QString::fromLatin1(piece.toBase64())}};
            const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
            const auto sent = patiently<QByteArray>([&] { return m_client.fetch("PUT", path, text); });
            if (!sent)
                return std::unexpected(sent.error());
            offset += piece.size();
        }
        return {};
    }

    app::RestClient &m_client;
    QString m_uploads;
};

} // namespace

DocumentsTaken importDocuments(app::RestClient &client, const QString &workspace,
                               const std::vector<ImportedDocument> &documents)
{
    DocumentsTaken taken;
    Uploader uploader(client, workspace);
    for (const ImportedDocument &document : documents) {
        const auto done = uploader.upload(document);
        if (done)
            ++taken.made;
        else if (done.error().code == ProblemCode::Conflict)
            ++taken.there;
        else
            taken.failed.push_back(document.name + u": "_s + done.error().title + u' ' + done.error().detail);
    }
    return taken;
}

} // namespace tabletalk::daemon
