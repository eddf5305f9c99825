// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"

#include <QCoreApplication>
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
    const auto answer = fetch(verb, path, body);
    if (!answer)
        return std::unexpected(answer.error());
    return QJsonDocument::fromJson(*answer).object();
}

Result<QByteArray> RestClient::fetch(const QByteArray &verb, const QString &path, const QByteArray &body)
{
    return exchange(verb, m_server.resolved(QUrl(u"/api/v1/"_s + path)), body);
}

Result<QByteArray> RestClient::page(const QString &path)
{
    return exchange("GET", m_server.resolved(QUrl(path)), {});
}

Result<QByteArray> RestClient::exchange(const QByteArray &verb, const QUrl &url, const QByteArray &body)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(timeOutMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    // As lists of sign-ins and the audit log show it.
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QString(QCoreApplication::applicationName() + u'/' + QCoreApplication::applicationVersion()));
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());

    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();

    QByteArray answer = reply->readAll();
    if (reply->error() != QNetworkReply::NoError)
        return std::unexpected(problemFrom(*reply, QJsonDocument::fromJson(answer).object()));
    return answer;
}

} // namespace tabletalk::app
