// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/LocalClient.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <memory>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

constexpr int timeOutMs = 60'000;

Problem problemFrom(const QJsonObject &body, const QString &fallback)
{
    const auto code = problemCodeFromName(body[u"code"].toString());
    Problem problem = Problem::of(code.value_or(ProblemCode::Internal), body[u"detail"].toString(fallback), body[u"hint"].toString());
    if (body.contains(u"title"))
        problem.title = body[u"title"].toString();
    return problem;
}

} // namespace

Result<QJsonObject> LocalClient::post(const QString &path, const QJsonObject &body)
{
    return send("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Result<QJsonObject> LocalClient::get(const QString &path)
{
    return send("GET", path, {});
}

Result<QJsonObject> LocalClient::send(const QByteArray &verb, const QString &path, const QByteArray &body)
{
    QNetworkRequest request(m_server.resolved(QUrl(u"/api/v1/"_s + path)));
    request.setTransferTimeout(timeOutMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());

    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();

    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    if (reply->error() != QNetworkReply::NoError)
        return std::unexpected(problemFrom(answer, reply->errorString()));
    return answer;
}

} // namespace tabletalk::daemon
