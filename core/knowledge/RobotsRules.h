// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <vector>

namespace tabletalk::knowledge {

/// What a site asks robots to leave alone: robots.txt after RFC 9309. A value.
class RobotsRules
{
public:
    /// All is allowed, as where there is no robots.txt.
    RobotsRules() = default;
    /// Nothing is, as where it should be and cannot be had.
    static RobotsRules forbidAll();
    /// agent: the product's name, without version. What is beyond mostBytes is not looked at.
    RobotsRules(const QByteArray &text, const QString &agent);

    /// By the longest rule that matches path and query; of two as long, the one that allows.
    bool allows(const QUrl &url) const;
    /// Between two requests, where it asks for one (not of the RFC, but widely used); zero otherwise.
    std::chrono::milliseconds delay() const { return m_delay; }
    /// Of lists of pages, as they are written.
    const std::vector<QString> &sitemaps() const { return m_sitemaps; }

    static constexpr qsizetype mostBytes = 500 * 1024;

private:
    struct Rule
    {
        QByteArray pattern; ///< with * and a $ at its end
        bool allows = true;
    };
    std::vector<Rule> m_rules;
    std::vector<QString> m_sitemaps;
    std::chrono::milliseconds m_delay{0};
};

} // namespace tabletalk::knowledge
