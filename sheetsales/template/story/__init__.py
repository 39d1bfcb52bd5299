"""The sample story: a fictional team's year, told alike in Chinese and English."""

from sheetsales.template.story.build import build_story
from sheetsales.template.story.model import RawKey, RawValue, Story, StoryRow, StoryValue

__all__ = ["RawKey", "RawValue", "Story", "StoryRow", "StoryValue", "build_story"]
