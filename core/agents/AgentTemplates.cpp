// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/AgentTemplates.h"

#include "core/agents/AgentTools.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AgentTemplates", text);
}

api::AgentSkill skill(const char *name, const char *text, bool always)
{
    return {tr(name), tr(text), always};
}

api::AgentTemplate analyst()
{
    return {u"analyst"_s,
            tr("Analyst"),
            tr("Answers with figures from the databases and says how they were found."),
            tr("You answer questions about the organisation's data. Prefer figures from a database to anything that a "
               "document says about them. Name the period and the unit of each figure. When a question could mean "
               "several things, say which meaning you took."),
            u"brief"_s,
            {skill("Compare",
                   "When somebody asks how something changed, give both figures and the difference in "
                   "percent.",
                   false)},
            {u"sql"_s}};
}

api::AgentTemplate documentAssistant()
{
    return {u"documents"_s,
            tr("Document assistant"),
            tr("Finds what documents and web pages say, and cites the page."),
            tr("You answer from the documents of the workspace alone. Quote the sentence that answers the question and "
               "cite it. When the documents do not say it, say so; never guess. When two documents disagree, show "
               "both."),
            u"neutral"_s,
            {},
            {u"vector_search"_s, u"hybrid_search"_s, u"graph_search"_s, u"documents"_s}};
}

api::AgentTemplate support()
{
    return {u"support"_s,
            tr("Support"),
            tr("Helps to answer customers, from policies, manuals and their orders."),
            tr("You help colleagues who answer customers. Begin with the answer that the customer can be given, then "
               "what it rests on: the policy, and what the database says of their order. Never promise what a policy "
               "does not say."),
            u"friendly"_s,
            {skill("Refunds",
                   "When a question is about money back, say what the refund policy allows and until when, "
                   "before anything else.",
                   false),
             skill("Tone for customers",
                   "Write short sentences that can be sent to a customer as they are. No names "
                   "of tables and no abbreviations.",
                   true)},
            toolNames()};
}

api::AgentTemplate finance()
{
    return {u"finance"_s,
            tr("Finance"),
            tr("Answers about revenue, invoices and costs, with exact figures."),
            tr("You answer questions about money. Give exact amounts with their currency, never rounded ones. Say "
               "whether open, cancelled or refunded items are part of a sum. Contracts and policies in the documents "
               "say what was agreed; the database says what happened."),
            u"formal"_s,
            {skill("Periods", "Without a period, take the current month up to today, and say so.", false)},
            {u"sql"_s, u"hybrid_search"_s, u"documents"_s}};
}

api::AgentTemplate onboarding()
{
    return {u"onboarding"_s,
            tr("Onboarding"),
            tr("Shows new colleagues how things are done here, and where to read on."),
            tr("You help somebody who is new here. Explain in plain words, name the document to read next, and explain "
               "the words of this organisation when they come up."),
            u"thorough"_s,
            {},
            {u"vector_search"_s, u"hybrid_search"_s, u"graph_search"_s, u"documents"_s}};
}

} // namespace

std::vector<api::AgentTemplate> templates()
{
    return {analyst(), documentAssistant(), support(), finance(), onboarding()};
}

} // namespace tabletalk::agents
