// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditLines.h"

#include "core/api/Codec.h"
#include "core/base/Problem.h"
#include "core/export/Csv.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// A client's name may begin with "=": a spreadsheet must not run it.
constexpr CsvStyle csvStyle{.guardFormulas = true};

template <class T>
Cell cellOf(const std::optional<T> &value)
{
    return value ? Cell(*value) : Cell();
}

} // namespace

AuditFormat auditFormatFrom(const std::optional<QString> &name)
{
    if (!name || *name == u"jsonl")
        return AuditFormat::JsonLines;
    if (*name == u"csv")
        return AuditFormat::Csv;
    throw Problem::invalid(u"params.format"_s, QCoreApplication::translate("Audit", "expected \"jsonl\" or \"csv\""));
}

std::string contentTypeOf(AuditFormat format)
{
    return format == AuditFormat::Csv ? "text/csv; charset=utf-8" : "application/jsonl";
}

std::string fileNameOf(AuditFormat format)
{
    return format == AuditFormat::Csv ? "audit.csv" : "audit.jsonl";
}

api::AuditEntry auditEntry(const StoredAudit &stored)
{
    return {.id = stored.id,
            .seq = stored.seq,
            .at = stored.at,
            .userId = stored.user,
            .userEmail = stored.email,
            .apiKeyId = stored.apiKey,
            .action = stored.action,
            .target = stored.target,
            .outcome = stored.outcome,
            .rule = stored.rule,
            .address = stored.address,
            .client = stored.client,
            .sql = stored.sql,
            .hash = stored.hash.isEmpty() ? std::nullopt : std::optional(stored.hash),
            .operatorEmail = stored.operatorEmail};
}

std::string auditHeading(AuditFormat format)
{
    if (format == AuditFormat::JsonLines)
        return {};
    return csvLine({u"seq"_s, u"at"_s, u"userId"_s, u"userEmail"_s, u"apiKeyId"_s, u"action"_s, u"target"_s,
                    u"outcome"_s, u"rule"_s, u"address"_s, u"client"_s, u"sql"_s, u"id"_s, u"hash"_s,
                    u"operatorEmail"_s},
                   csvStyle)
        .toStdString();
}

std::string auditLine(AuditFormat format, const api::AuditEntry &entry)
{
    if (format == AuditFormat::JsonLines)
        return api::toJsonText(entry) + '\n';
    return csvLine({cellOf(entry.seq), entry.at.toRfc3339(), entry.userId ? Cell(entry.userId->toString()) : Cell(),
                    cellOf(entry.userEmail), cellOf(entry.apiKeyId), entry.action, entry.target, entry.outcome,
                    cellOf(entry.rule), entry.address, entry.client, cellOf(entry.sql), entry.id.toString(),
                    cellOf(entry.hash), cellOf(entry.operatorEmail)},
                   csvStyle)
        .toStdString();
}

} // namespace tabletalk
