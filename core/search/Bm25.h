// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk::search {

/// BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009): a word counts by how
/// often a passage has it, less for each further time and less in long passages, and by how few passages have it at
/// all. Headings and the document's name are parts of their own, with their own weight and length.
struct Bm25Parameters
{
    double k1 = 1.2;     ///< how soon further occurrences stop counting
    double b = 0.75;     ///< how much the length of the text counts
    double shortB = 0.3; ///< the same for headings and names, whose lengths say little
    double headingWeight = 1.5;
    double nameWeight = 1.0;
};

/// Counts of one word, or lengths, of the parts of a passage.
struct PartFigures
{
    double body = 0;
    double heading = 0;
    double name = 0;
};

/// Of a word that "having" of "passages" have. Never negative, so that a frequent word does not count against a
/// passage.
double inverseFrequency(double having, double passages);

/// How much of a word a passage has, over all parts; what saturated() takes.
double weightedFrequency(const PartFigures &counts, const PartFigures &lengths, const PartFigures &averages,
                         const Bm25Parameters &parameters);
double saturated(double frequency, const Bm25Parameters &parameters);

} // namespace tabletalk::search
