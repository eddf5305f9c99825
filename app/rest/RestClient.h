// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

namespace tabletalk::app {

/// Speaks REST with a server, one call after the other: for programs that prepare a server
/// through the door that everybody uses.
class RestClient
{
public:
    explicit RestClient(QUrl server)
        : m_server(std::move(server))
    {}

    void setToken(const QString &token) { m_token = token; }
    const QString &token() const { return m_token; }

    Result<QJsonObject> post(const QString &path, const QJsonObject &body);
    Result<QJsonObject> get(const QString &path);
    /// Any verb below /api/v1/; the answer as it comes, which need not be JSON.
    Result<QByteArray> fetch(const QByteArray &verb, const QString &path, const QByteArray &body = {});
    /// A page beside the operations.
    Result<QByteArray> page(const QString &path);

private:
    Result<QJsonObject> send(const QByteArray &verb, const QString &path, const QByteArray &body);
    Result<QByteArray> exchange(const QByteArray &verb, const QUrl &url, const QByteArray &body);

    QUrl m_server;
    QString m_token;
    QNetworkAccessManager m_network;
};

} // namespace tabletalk::app
