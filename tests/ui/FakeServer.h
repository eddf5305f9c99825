// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server with fixed answers and no socket, for looking at panels in every state: also in
// those that a healthy server does not show for long.
#pragma once

#include "tests/ui/ScriptedTransport.h"

#include <QHash>
#include <QTimer>

#include <functional>

namespace tabletalk::test {

class FakeServer final : public ui::Transport
{
public:
    using Answer = std::function<QJsonValue(const QJsonObject &params)>;

    FakeServer()
    {
        const QJsonValue attached = attachedJson();
        on(QStringLiteral("auth.attach"), attached);
    }

    /// A method that nobody declared is refused with not_ready.
    void on(const QString &method, const QJsonValue &answer)
    {
        m_answers.insert(method, [answer](const QJsonObject &) { return answer; });
    }
    void on(const QString &method, Answer answer) { m_answers.insert(method, std::move(answer)); }
    /// Refused with a problem: its code, title, detail, hint, errors.
    void refuse(const QString &method, const QJsonObject &problem)
    {
        m_answers.remove(method);
        m_problems.insert(method, problem);
    }
    /// How often it was asked so far, and with what the last time.
    int count(const QString &method) const { return m_counts.value(method); }
    QJsonObject last(const QString &method) const { return m_last.value(method); }
    /// Never answered.
    void hang(const QString &method) { m_hanging.append(method); }

    void open(const QUrl &) override
    {
        QTimer::singleShot(0, this, [this] { Q_EMIT opened(); });
    }
    void close() override {}
    void send(const QByteArray &text) override
    {
        const QJsonObject message = QJsonDocument::fromJson(text).object();
        QTimer::singleShot(0, this, [this, message] { reply(message); });
    }

    void event(const QString &stream, qint64 seq, const QString &type, const QJsonObject &data)
    {
        say({{QStringLiteral("method"), QStringLiteral("event")},
             {QStringLiteral("params"), QJsonObject{{QStringLiteral("stream"), stream},
                                                    {QStringLiteral("seq"), seq},
                                                    {QStringLiteral("type"), type},
                                                    {QStringLiteral("data"), data}}}});
    }

    /// Something that nobody asked for and that is no event of a stream.
    void notify(const QString &method)
    {
        say({{QStringLiteral("method"), method}, {QStringLiteral("params"), QJsonObject()}});
    }

private:
    void say(const QJsonObject &message) { Q_EMIT received(QJsonDocument(message).toJson(QJsonDocument::Compact)); }

    void reply(const QJsonObject &message)
    {
        const QString method = message.value(QStringLiteral("method")).toString();
        ++m_counts[method];
        m_last[method] = message.value(QStringLiteral("params")).toObject();
        if (m_hanging.contains(method))
            return;
        QJsonObject out{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                        {QStringLiteral("id"), message.value(QStringLiteral("id"))}};
        if (const auto answer = m_answers.constFind(method); answer != m_answers.constEnd()) {
            out[QStringLiteral("result")] = (*answer)(message.value(QStringLiteral("params")).toObject());
        } else if (const auto problem = m_problems.constFind(method); problem != m_problems.constEnd()) {
            out[QStringLiteral("error")] =
                QJsonObject{{QStringLiteral("code"), -32000}, {QStringLiteral("data"), *problem}};
        } else {
            const QJsonObject data{
                {QStringLiteral("code"), QStringLiteral("not_understood")},
                {QStringLiteral("title"), QStringLiteral("Not understood")},
                {QStringLiteral("detail"), QStringLiteral("Nothing in the question fits the tables.")},
                {QStringLiteral("hint"), QStringLiteral("Name a table or a column.")}};
            out[QStringLiteral("error")] =
                QJsonObject{{QStringLiteral("code"), -32000}, {QStringLiteral("data"), data}};
        }
        say(out);
    }

    QHash<QString, Answer> m_answers;
    QHash<QString, QJsonObject> m_problems;
    QHash<QString, int> m_counts;
    QHash<QString, QJsonObject> m_last;
    QStringList m_hanging;
};

} // namespace tabletalk::test
