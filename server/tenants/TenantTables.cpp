// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantTables.h"

namespace tabletalk {

const std::vector<TenantTable> &tenantTables()
{
    static const std::vector<TenantTable> tables = {
        {"audit", nullptr},
        {"audit_chains", "signatures that this server alone can check; the records hold their hashes"},
        {"events", "the answers are in the messages"},
        {"streams", "the answers are in the messages"},
        {"jobs", nullptr},
        {"webhook_deliveries", nullptr},
        {"webhooks", nullptr},
        {"ticket_reads", "who has read what; the messages are there"},
        {"ticket_messages", nullptr},
        {"tickets", nullptr},
        {"usage_buckets", nullptr},
        {"usage_counters", nullptr},
        {"usage_alerts", nullptr},
        {"results", nullptr},
        {"feedback", nullptr},
        {"model_calls", nullptr},
        {"model_savings", nullptr},
        {"model_keys", "secrets"},
        {"model_settings", nullptr},
        {"billing_events", nullptr},
        {"ledger", nullptr},
        {"payments", nullptr},
        {"invoice_lines", nullptr},
        {"invoices", nullptr},
        {"billing_addresses", nullptr},
        {"plan_grants", nullptr},
        {"subscriptions", nullptr},
        {"dashboard_items", nullptr},
        {"dashboards", nullptr},
        {"saved_questions", nullptr},
        {"messages", nullptr},
        {"conversations", nullptr},
        {"shares", nullptr},
        {"team_members", nullptr},
        {"teams", nullptr},
        {"invitations", nullptr},
        {"schedule_files", "copies of answers, sealed; the schedules make them again"},
        {"schedule_runs", nullptr},
        {"schedules", nullptr},
        {"accuracy_outcomes", nullptr},
        {"accuracy_runs", nullptr},
        {"accuracy_pairs", nullptr},
        {"vocabulary_revisions", nullptr},
        {"readings", nullptr},
        {"examples", nullptr},
        {"known_answers", nullptr},
        {"schema_cache", "read again from the database at any time"},
        {"connections", nullptr},
        {"api_keys", nullptr},
        {"used_refresh_tokens", "hashes of tokens"},
        {"sessions", nullptr},
        {"memberships", nullptr},
        {"data_keys", "a secret"},
        {"workspaces", nullptr},
        {"tenant_security", nullptr},
    };
    return tables;
}

} // namespace tabletalk
