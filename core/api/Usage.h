// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET usage/today: since midnight in the organisation's time zone
struct UsageFigures
{
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 failed = 0;
    qint64 rowsReturned = 0;
    qint64 averageMs = 0;
    qint64 inputTokens = 0; ///< told to language models
    qint64 outputTokens = 0;
    qint64 costMicros = 0; ///< millionths of a US dollar, where prices are known
};
BOOST_DESCRIBE_STRUCT(UsageFigures, (),
                      (questions, answered, failed, rowsReturned, averageMs, inputTokens, outputTokens, costMicros))

struct UsageDay
{
    QString day; ///< YYYY-MM-DD in the organisation's time zone
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 failed = 0;
    qint64 tokens = 0; ///< in and out
    qint64 costMicros = 0;
};
BOOST_DESCRIBE_STRUCT(UsageDay, (), (day, questions, answered, failed, tokens, costMicros))

/// GET usage/daily: the last 30 days, oldest first, days without use included
struct UsageDaily
{
    std::vector<UsageDay> items;
};
BOOST_DESCRIBE_STRUCT(UsageDaily, (), (items))

/// GET usage/summary: the last 30 days together
struct UsageSummary
{
    UsageFigures last30Days;
    qint64 activeMembers = 0;
};
BOOST_DESCRIBE_STRUCT(UsageSummary, (), (last30Days, activeMembers))

/// What one person, key, workspace, model or agent had a share in.
struct UsageShare
{
    QString id;     ///< of the person, key, workspace or agent; the name of the model
    QString name;   ///< empty when it is gone
    QString detail; ///< e-mail of the person, prefix of the key
    UsageFigures figures;
    Instant lastAt; ///< to a quarter of an hour
};
BOOST_DESCRIBE_STRUCT(UsageShare, (), (id, name, detail, figures, lastAt))

/// GET usage/dashboard: who and what used the last 30 days, most first, at most 100 of each
struct UsageDashboard
{
    std::vector<UsageShare> members;
    std::vector<UsageShare> workspaces;
    std::vector<UsageShare> apiKeys;
    std::vector<UsageShare> models;
    qint64 storageBytes = 0;             ///< of documents and of rows of answers
    std::vector<UsageShare> agents = {}; ///< detail: the name of the workspace
};
BOOST_DESCRIBE_STRUCT(UsageDashboard, (), (members, workspaces, apiKeys, models, storageBytes, agents))

/// GET usage/export: CSV, one line for each quarter of an hour, person, key, workspace and model
struct UsageExportRequest
{
    std::optional<int> days; ///< that end with today, 1 to 366; 30 when absent
};
BOOST_DESCRIBE_STRUCT(UsageExportRequest, (), (days))

/// What a plan limits, and how much of it is used.
struct Limit
{
    QString name;                ///< questions, tokens (both in a month), users, workspaces, connections, storageBytes
    std::optional<qint64> limit; ///< absent: unlimited
    qint64 used = 0;             ///< of what is unlimited by the month, nothing is counted
    std::optional<qint64> left;
};
BOOST_DESCRIBE_STRUCT(Limit, (), (name, limit, used, left))

/// That 80, 90 or 100 percent of a limit were reached; each once in a month.
struct LimitAlert
{
    QString name;
    int percent = 0;
    qint64 used = 0;
    qint64 limit = 0;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(LimitAlert, (), (name, percent, used, limit, at))

/// GET usage/limits
struct LimitList
{
    std::vector<Limit> items;
    std::vector<LimitAlert> alerts; ///< of this month
    Instant periodBegin;
    Instant periodEnd;
};
BOOST_DESCRIBE_STRUCT(LimitList, (), (items, alerts, periodBegin, periodEnd))

} // namespace tabletalk::api
