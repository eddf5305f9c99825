// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

namespace tabletalk::agents {

/// What a model is told before a question is put to an agent: who it is, how it speaks, what it can, and the rules
/// that hold whatever it reads.
QString systemPrompt(const api::Agent &agent, const QString &question, Instant now);

/// Text of others between marks that it cannot contain, at most so many characters of it.
QString dataBlock(const QString &text, qsizetype most);

/// The skills that are told: those that always are, and those that the question is about.
std::vector<api::AgentSkill> fittingSkills(const std::vector<api::AgentSkill> &skills, const QString &question);

} // namespace tabletalk::agents
