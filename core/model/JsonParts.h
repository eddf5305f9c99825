// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Protocol.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace tabletalk::model {

/// "https://host/v1" and "chat/completions" joined by exactly one slash; keeps the base's query.
QUrl joined(const QUrl &base, const QString &path);

/// A POST of JSON.
WireRequest jsonRequest(const QUrl &url, const QJsonObject &body);

QByteArray compact(const QJsonObject &object);

/// The object in a text, or an empty one.
QJsonObject objectIn(const QString &text);

/// The names under a key of each object in an array: {"data": [{"id": "a"}]}.
std::vector<QString> namesIn(QByteArrayView body, const QString &array, const QString &key);

/// Arrays of numbers under a key of each object in an array; or the arrays themselves when key is empty.
Result<std::vector<std::vector<float>>> vectorsUnder(QByteArrayView body, const QString &array, const QString &key);

/// What a server reports as an error within a stream.
Problem reported(const QJsonValue &error);

} // namespace tabletalk::model
