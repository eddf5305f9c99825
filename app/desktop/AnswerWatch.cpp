// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/AnswerWatch.h"

#include "ui/chat/AnswerCard.h"
#include "ui/connections/DatabaseState.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"

#include <utility>

namespace tabletalk::desktop {

AnswerWatch::AnswerWatch(ui::Desktop &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_problem(Problem::of(ProblemCode::Cancelled, tr("The window was closed before a question was answered.")))
{
    connect(&window, &ui::Desktop::answered, this, &AnswerWatch::takeAnswer);
    connect(&window.navigator(), &ui::Navigator::databaseWanted, this, &AnswerWatch::takeDatabase);
    connect(&window.messages(), &ui::Messages::reported, this, &AnswerWatch::end);
}

void AnswerWatch::takeAnswer()
{
    std::optional<Problem> why;
    const auto cards = m_window.window().findChildren<ui::AnswerCard *>();
    for (const ui::AnswerCard *card : cards) { // the newest is the last
        if (card->isComplete())
            why = card->run().state().problem;
    }
    end(why);
}

void AnswerWatch::takeDatabase(ConnectionId id)
{
    const api::Database *database = m_window.catalog().find(id);
    if (database && !ui::DatabaseCatalog::isAskable(*database) && !ui::DatabaseCatalog::isWorking(*database))
        end(Problem::of(ProblemCode::Unavailable, ui::stateText(*database)));
}

void AnswerWatch::end(const std::optional<Problem> &why)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_problem = why;
    Q_EMIT ended();
}

} // namespace tabletalk::desktop
