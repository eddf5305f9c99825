// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::model {

enum class Role { System, User, Assistant, Tool };

/// A tool that a model asks to have run.
struct ToolCall
{
    QString id;
    QString name;
    QString arguments; ///< JSON as the model wrote it; may be no JSON at all
    friend bool operator==(const ToolCall &, const ToolCall &) = default;
};

struct Message
{
    Role role = Role::User;
    QString text;
    std::vector<ToolCall> calls; ///< of an assistant
    QString callId;              ///< of a tool: which call this answers
    QString callName;            ///< of a tool: its name, which some providers want instead of the id
};

struct Tool
{
    QString name;
    QString description;
    QJsonObject parameters; ///< JSON Schema of an object
};

/// What a model is asked, in nobody's wire format.
struct ChatRequest
{
    QString model;
    std::vector<Message> messages;
    std::vector<Tool> tools;
    std::optional<QJsonObject> outputSchema; ///< the answer is to be JSON of this schema
    int mostTokens = 1024;                   ///< of the answer
    double temperature = 0;
    bool stream = true;
};

struct TokenUse
{
    qint64 input = 0;
    qint64 output = 0;
    bool estimated = false; ///< the provider did not say
    friend bool operator==(const TokenUse &, const TokenUse &) = default;
};

enum class FinishReason { Stop, Length, ToolCalls, Refused, Unknown };

/// A whole answer of a model.
struct Completion
{
    QString text;
    std::vector<ToolCall> calls;
    FinishReason finish = FinishReason::Unknown;
    TokenUse tokens;
    QString model; ///< as the provider calls what answered
};

/// How many tokens a text comes to, roughly: providers differ, and none is asked.
qint64 estimatedTokens(QStringView text);

/// Of all that a request sends.
qint64 estimatedTokens(const ChatRequest &request);

} // namespace tabletalk::model
