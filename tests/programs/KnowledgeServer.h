// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"

#include <QTest>

#include <memory>

namespace tabletalk::test {

inline constexpr int knowledgePatienceMs = 600'000;

/// A text that no other document has, of so many paragraphs, each a sentence about itself.
inline QByteArray reportOf(int document, int paragraphs)
{
    QByteArray text;
    for (int i = 0; i < paragraphs; ++i)
        text += "Paragraph " + QByteArray::number(i) + " of report " + QByteArray::number(document)
                + " says that the stores of the city were visited, what was counted there, and who signed for it.\n\n";
    return text;
}

/// A server of its own with an organisation whose workspace takes documents.
class KnowledgeServer
{
public:
    KnowledgeServer()
    {
        start();
        const auto registered = m_client->post(QStringLiteral("auth/register"),
                                               {{QStringLiteral("organization"), QStringLiteral("Acme")},
                                                {QStringLiteral("email"), QStringLiteral("ana@acme.example")},
                                                {QStringLiteral("password"), QStringLiteral("correct horse battery")},
                                                {QStringLiteral("fullName"), QStringLiteral("Ana")}});
        QVERIFY(registered);
        m_token = (*registered)[QStringLiteral("accessToken")].toString();
        m_client->setToken(m_token);
        const QString workspace =
            (*m_client->get(QStringLiteral("tenant")))[QStringLiteral("defaultWorkspaceId")].toString();
        m_documents = QStringLiteral("workspaces/%1/documents").arg(workspace);
    }

    void start()
    {
        m_daemon = std::make_unique<DaemonProcess>(m_place);
        QVERIFY(m_daemon->start(m_place.filePath(QStringLiteral("data"))));
        m_client = std::make_unique<app::RestClient>(m_daemon->url());
        m_client->setToken(m_token);
    }
    DaemonProcess &daemon() { return *m_daemon; }
    app::RestClient &client() { return *m_client; }
    const QString &documents() const { return m_documents; } ///< their path

    /// Again while the server says that it is too much at once.
    Result<QJsonObject> post(const QString &path, const QJsonObject &body)
    {
        for (int i = 0; i < 200; ++i) {
            auto answer = m_client->post(path, body);
            if (answer || answer.error().code != ProblemCode::RateLimited)
                return answer;
            QTest::qWait(50);
        }
        return failure(ProblemCode::Busy);
    }
    bool addReport(int number, int paragraphs)
    {
        return post(m_documents,
                    {{QStringLiteral("name"), QStringLiteral("Report %1.txt").arg(number)},
                     {QStringLiteral("data"), QString::fromLatin1(reportOf(number, paragraphs).toBase64())}})
            .has_value();
    }
    QJsonObject progress()
    {
        return m_client->get(QString(m_documents + QStringLiteral("/progress"))).value_or(QJsonObject());
    }
    bool isDone(int completed)
    {
        const QJsonObject standing = progress();
        return standing[QStringLiteral("completed")].toInt() == completed
               && standing[QStringLiteral("pending")].toInt() == 0
               && standing[QStringLiteral("processing")].toInt() == 0;
    }
    bool waitUntilDone(int completed)
    {
        return QTest::qWaitFor([&] { return isDone(completed); }, knowledgePatienceMs);
    }
    qint64 number(const char *sql)
    {
        const auto platform = m_place.connect(QStringLiteral("data/platform.db"));
        return orThrow(platform->query(QString::fromLatin1(sql), {}))[0][0].toLongLong();
    }

private:
    PlatformPlace m_place;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<app::RestClient> m_client;
    QString m_token;
    QString m_documents;
};

} // namespace tabletalk::test
