// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <memory>

using namespace Qt::StringLiterals;

namespace tabletalk::app {

namespace {

constexpr int timeOutMs = 60'000;

Problem problemFrom(const QNetworkReply &reply, const QJsonObject &body)
{
    const auto code = problemCodeFromName(body[u"code"].toString());
    Problem problem = Problem::of(code.value_or(ProblemCode::Internal), body[u"detail"].toString(reply.errorString()),
                                  body[u"hint"].toString());
    if (body.contains(u"title"))
        problem.title = body[u"title"].toString();
    if (reply.hasRawHeader("Retry-After"))
        problem.retryAfterSeconds = reply.rawHeader("Retry-After").toInt();
    return problem;
}

} // namespace

Result<QJsonObject> RestClient::post(const QString &path, const QJsonObject &body)
{
    return send("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Result<QJsonObject> RestClient::get(const QString &path)
{
    return send("GET", path, {});
}

Result<QJsonObject> RestClient::send(const QByteArray &verb, const QString &path, const QByteArray &body)
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
        return std::unexpected(problemFrom(*reply, answer));
    return answer;
}

} // namespace tabletalk::app
