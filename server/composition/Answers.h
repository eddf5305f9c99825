// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class ChatService;
class Consultant;
class ConversationService;
class DashboardService;
class PreparedDatabases;
class SavedQuestionRunner;
class SavedQuestionService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Backbone;
struct Databases;
struct Foundation;
struct Models;
struct Pools;
struct Trade;

/// Questions and their answers: in chat, for agents and assistants, and those that were saved, alone or on dashboards
/// with their charts.
struct Answers
{
    Answers(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Trade &trade,
            const Databases &databases, const Models &models);
    ~Answers();

    std::unique_ptr<PreparedDatabases> preparedDatabases;
    std::unique_ptr<Consultant> consultant;
    std::unique_ptr<ChatService> chat;
    std::unique_ptr<ConversationService> conversations;
    std::unique_ptr<SavedQuestionRunner> savedRunner;
    std::unique_ptr<SavedQuestionService> savedQuestions;
    std::unique_ptr<DashboardService> dashboards;

private:
    void makeSaved(const Foundation &foundation, const Pools &pools, const Backbone &backbone,
                   const Databases &databases);
};

} // namespace tabletalk::composition
