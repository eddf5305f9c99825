// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// One page of the platform's panel: a title, a place for problems, and what follows. Reads
/// anew whenever it comes into view.
class PlatformPage : public QWidget
{
    Q_OBJECT

public:
    PlatformPage(WindowContext &context, const QString &title, const QString &subtitle, QWidget *parent);
    virtual void reload() = 0;

protected:
    void showEvent(QShowEvent *event) override;
    QVBoxLayout *column() const { return m_column; }
    WindowContext &context() const { return m_context; }
    /// Says the problem of an answer; true when there is none.
    template <class Answer>
    bool isGood(const Result<Answer> &answer)
    {
        if (!answer)
            say(answer.error());
        return answer.has_value();
    }
    Notice &notice() const { return *m_notice; }

private:
    void say(const Problem &problem);

    WindowContext &m_context;
    QVBoxLayout *m_column = nullptr;
    Notice *m_notice;
};

/// A page of the panel: what the tab says, and how its widget is made when it is first shown.
struct PlatformPageFacts
{
    const char *id;    ///< stable, in object names
    const char *title; ///< English, for translation in "PlatformPages"
    PlatformPage *(*make)(WindowContext &, QWidget *);
    const char *help; ///< the chapter of a guide that is about it
};

/// The one list of pages: a new one is one entry there.
const std::vector<PlatformPageFacts> &platformPages();

} // namespace tabletalk::ui
