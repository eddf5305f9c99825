// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/JsonParts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tabletalk::model {

static constexpr qsizetype mostNames = 2'000;
static constexpr qsizetype mostDetail = 300;

QUrl joined(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString whole = url.path(QUrl::FullyEncoded);
    while (whole.endsWith(u'/'))
        whole.chop(1);
    url.setPath(whole + u'/' + path, QUrl::TolerantMode); // parts of the path are encoded already
    return url;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

WireRequest jsonRequest(const QUrl &url, const QJsonObject &body)
{
    WireRequest request;
    request.url = url;
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = compact(body);
    return request;
}

QJsonObject objectIn(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

std::vector<QString> namesIn(QByteArrayView body, const QString &array, const QString &key)
{
    std::vector<QString> names;
    const QJsonArray items = QJsonDocument::fromJson(body.toByteArray()).object()[array].toArray();
    for (const QJsonValue &item : items) {
        const QString name = item[key].toString();
        if (!name.isEmpty() && std::ssize(names) < mostNames)
            names.push_back(name);
    }
    return names;
}

Result<std::vector<std::vector<float>>> vectorsUnder(QByteArrayView body, const QString &array, const QString &key)
{
    std::vector<std::vector<float>> vectors;
    const QJsonArray items = QJsonDocument::fromJson(body.toByteArray()).object()[array].toArray();
    for (const QJsonValue &item : items) {
        const QJsonArray numbers = key.isEmpty() ? item.toArray() : item[key].toArray();
        std::vector<float> vector;
        vector.reserve(size_t(numbers.size()));
        for (const QJsonValue &number : numbers)
            vector.push_back(float(number.toDouble()));
        if (vector.empty() || (!vectors.empty() && vector.size() != vectors.front().size()))
            return failure(ProblemCode::ModelFailed,
                           QCoreApplication::translate("Model", "The server sent vectors that are none."));
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

Problem reported(const QJsonValue &error)
{
    QString said = error.isObject() ? error[u"message"_s].toString() : error.toString();
    said.replace(u'\n', u' ');
    if (said.size() > mostDetail)
        said = said.first(mostDetail) + u'…';
    return Problem::of(ProblemCode::ModelFailed,
                       QCoreApplication::translate("Model", "The model's server reported an error: %1").arg(said),
                       QCoreApplication::translate("Model", "Ask again, or choose another model."));
}

} // namespace tabletalk::model
