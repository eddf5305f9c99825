// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/SavedSignIn.h"
#include "app/rest/RestClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::cli {

namespace {

/// Where an operation is to be found, as the server's own document says.
struct Route
{
    QByteArray verb;
    QString path; ///< "tenant/users/{id}/password-reset"
};

Result<Route> routeOf(app::RestClient &client, const QString &operation)
{
    const auto page = client.page(u"/openapi.json"_s);
    if (!page)
        return std::unexpected(page.error());
    const QJsonObject paths = QJsonDocument::fromJson(*page).object()[u"paths"].toObject();
    for (auto path = paths.constBegin(); path != paths.constEnd(); ++path) {
        const QJsonObject verbs = path.value().toObject();
        for (auto verb = verbs.constBegin(); verb != verbs.constEnd(); ++verb) {
            if (verb.value()[u"operationId"].toString() == operation)
                return Route{verb.key().toUpper().toLatin1(), path.key().mid(1)};
        }
    }
    return failure(ProblemCode::InvalidRequest, u"The server has no operation %1."_s.arg(operation),
                   u"/openapi.json lists all of them."_s);
}

/// Numbers, true, false, lists and objects as JSON writes them; everything else is text.
QJsonValue valueFrom(const QString &text)
{
    const QJsonDocument wrapped = QJsonDocument::fromJson(QByteArray("[" + text.toUtf8() + "]"));
    return wrapped.isArray() && wrapped.array().size() == 1 ? wrapped.array().at(0) : QJsonValue(text);
}

Result<QJsonObject> fieldsFrom(const QStringList &words)
{
    QJsonObject fields;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1)
            return failure(ProblemCode::InvalidRequest, u"%1 is not FIELD=VALUE."_s.arg(word));
        fields[word.left(equals)] = valueFrom(word.mid(equals + 1));
    }
    return fields;
}

QString textOf(const QJsonValue &value)
{
    return value.isString() ? value.toString() : value.toVariant().toString();
}

/// Puts fields into the path, and for verbs without a body the others into the query.
QString addressOf(const Route &route, QJsonObject &fields)
{
    QString path = route.path;
    for (const QString &name : fields.keys()) {
        const QString mark = u'{' + name + u'}';
        if (!path.contains(mark))
            continue;
        path.replace(mark, QString::fromLatin1(QUrl::toPercentEncoding(textOf(fields[name]))));
        fields.remove(name);
    }
    if (route.verb == "POST" || route.verb == "PUT" || fields.isEmpty())
        return path;
    QStringList query;
    for (auto field = fields.constBegin(); field != fields.constEnd(); ++field)
        query << QString(field.key() + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(textOf(field.value()))));
    fields = {};
    return path + u'?' + query.join(u'&');
}

/// Renews the saved sign-in, whose access token lives for minutes only.
Result<void> renew(app::RestClient &client, SavedSignIn &saved)
{
    const auto refreshed = client.post(u"auth/refresh"_s, {{u"refreshToken"_s, saved.refreshToken}});
    if (!refreshed)
        return std::unexpected(refreshed.error());
    saved.accessToken = (*refreshed)[u"accessToken"].toString();
    saved.refreshToken = (*refreshed)[u"refreshToken"].toString();
    client.setToken(saved.accessToken);
    return saved.save();
}

Result<QByteArray> callWith(app::RestClient &client, std::optional<SavedSignIn> &saved, const QString &operation,
                            const QStringList &words)
{
    auto fields = fieldsFrom(words);
    if (!fields)
        return std::unexpected(fields.error());
    const auto route = routeOf(client, operation);
    if (!route)
        return std::unexpected(route.error());
    const QString path = addressOf(*route, *fields);
    const bool hasBody = route->verb == "POST" || route->verb == "PUT";
    const QByteArray body = hasBody ? QJsonDocument(*fields).toJson(QJsonDocument::Compact) : QByteArray();
    auto answer = client.fetch(route->verb, path, body);
    if (answer || answer.error().code != ProblemCode::NotSignedIn || !saved)
        return answer;
    if (const auto renewed = renew(client, *saved); !renewed)
        return std::unexpected(renewed.error());
    return client.fetch(route->verb, path, body);
}

} // namespace

int admin(const QString &operation, const QStringList &fields)
{
    const QString server = qEnvironmentVariable("TABLETALK_SERVER");
    auto saved = server.isEmpty() ? SavedSignIn::load() : std::nullopt;
    if (server.isEmpty() && !saved) {
        printProblem(Problem::of(ProblemCode::NotSignedIn, u"Nobody is signed in."_s,
                                 u"Run tabletalk-cli login, or set TABLETALK_SERVER and TABLETALK_TOKEN."_s));
        return Refused;
    }
    app::RestClient client(saved ? saved->server : QUrl::fromUserInput(server));
    client.setToken(saved ? saved->accessToken : qEnvironmentVariable("TABLETALK_TOKEN"));
    const auto answer = callWith(client, saved, operation, fields);
    if (!answer) {
        printProblem(answer.error());
        return exitCodeOf(answer.error());
    }
    const QJsonDocument json = QJsonDocument::fromJson(*answer);
    const QByteArray text = json.isObject() ? json.toJson(QJsonDocument::Indented) : *answer;
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    return Answered;
}

} // namespace tabletalk::cli
