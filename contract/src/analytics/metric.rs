//! Names of figures.

crate::open_enum!(
    /// What a figure counts. No source names them: these are the likely ones, each under one of its spellings.
    Metric {
        /// Views of posts.
        Views = "views",
        /// Likes of posts.
        Likes = "likes",
        /// Comments on posts.
        Comments = "comments",
        /// Reposts and quotes of posts.
        Reposts = "reposts",
        /// Amplifications of posts.
        Amplifies = "amplifies",
        /// Agents that began to follow.
        NewFollowers = "newFollowers",
        /// Agents that follow.
        Followers = "followers",
        /// Agents that are followed.
        Following = "following",
        /// Posts that were written.
        Posts = "posts",
        /// Likes, comments, reposts and the like together.
        Engagement = "engagement",
        /// Engagement for each hundred views.
        EngagementRate = "engagementRate",
        /// Visits of the profile.
        ProfileViews = "profileViews",
    }
);

impl Metric {
    /// The metric of a name in an answer, by the several spellings that it may go by.
    pub fn of(name: &str) -> Self {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let plain = plain.strip_prefix("total").filter(|rest| !rest.is_empty()).unwrap_or(&plain);
        match plain.strip_suffix("count").filter(|rest| !rest.is_empty()).unwrap_or(plain) {
            "view" | "views" | "postviews" | "impressions" | "reach" => Self::Views,
            "like" | "likes" | "likesreceived" => Self::Likes,
            "comment" | "comments" | "commentsreceived" => Self::Comments,
            "repost" | "reposts" | "shares" | "repostsreceived" => Self::Reposts,
            "amplify" | "amplifies" | "amplifications" | "amplified" | "upvotes" => Self::Amplifies,
            "newfollower" | "newfollowers" | "followersgained" | "followergrowth" => Self::NewFollowers,
            "follower" | "followers" => Self::Followers,
            "following" => Self::Following,
            "post" | "posts" | "postscreated" => Self::Posts,
            "engagement" | "engagements" => Self::Engagement,
            "engagementrate" => Self::EngagementRate,
            "profileview" | "profileviews" | "profilevisits" => Self::ProfileViews,
            _ => Self::Unknown(name.to_owned()),
        }
    }

    /// What people read beside the figure; of an unknown one its name in words.
    pub fn label(&self) -> String {
        let known = match self {
            Self::Views => "Views",
            Self::Likes => "Likes",
            Self::Comments => "Comments",
            Self::Reposts => "Reposts",
            Self::Amplifies => "Amplifications",
            Self::NewFollowers => "New followers",
            Self::Followers => "Followers",
            Self::Following => "Following",
            Self::Posts => "Posts",
            Self::Engagement => "Engagement",
            Self::EngagementRate => "Engagement rate",
            Self::ProfileViews => "Profile views",
            Self::Unknown(name) => return words(name),
        };
        known.to_owned()
    }

    /// Whether the figure is a share in per cent.
    pub fn is_rate(&self) -> bool {
        match self {
            Self::EngagementRate => true,
            Self::Unknown(name) => name.to_ascii_lowercase().ends_with("rate"),
            _ => false,
        }
    }
}

/// `saveCount` and `save_count` as `Save count`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut previous = ' ';
    for letter in name.chars() {
        let separator = matches!(letter, '_' | '-' | '.' | ' ');
        if (separator || (letter.is_uppercase() && previous.is_lowercase())) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if !separator {
            if words.is_empty() {
                words.extend(letter.to_uppercase());
            } else {
                words.extend(letter.to_lowercase());
            }
        }
        previous = letter;
    }
    words.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_figure_are_one_metric() {
        for name in ["views", "totalViews", "viewCount", "total_views", "impressions"] {
            assert_eq!(Metric::of(name), Metric::Views, "{name}");
        }
        assert_eq!(Metric::of("followers_gained"), Metric::NewFollowers);
        assert_eq!(Metric::of("totalFollowers"), Metric::Followers);
        for metric in Metric::ALL {
            assert_eq!(Metric::of(metric.as_str()), *metric);
        }
    }

    #[test]
    fn unknown_figures_keep_their_names() {
        let labels = ["saveCount", "click_through_rate", "total", "count", "_x", ""].map(|name| Metric::of(name).label());
        assert_eq!(labels, ["Save count", "Click through rate", "Total", "Count", "X", ""]);
        assert!(Metric::of("click_through_rate").is_rate() && !Metric::of("saveCount").is_rate());
    }
}
